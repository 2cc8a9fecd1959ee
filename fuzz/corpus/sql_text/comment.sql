-- c
/* d */ COMMIT WORK