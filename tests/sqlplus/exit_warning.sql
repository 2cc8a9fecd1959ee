prompt leaving
quit warning
