// The dev server's doors.

export { CannotListen } from "./server.ts";
export { type DevOptions, type DevSession, startDev } from "./session.ts";
