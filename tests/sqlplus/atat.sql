@@lib/deep/one
