@lib/deep/one
