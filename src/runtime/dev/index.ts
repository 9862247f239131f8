// The dev server's doors.

export { type DevOptions, type DevSession, startDev } from "./session.ts";
