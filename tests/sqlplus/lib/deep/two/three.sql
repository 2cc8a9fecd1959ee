prompt three
