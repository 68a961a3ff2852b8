export { type Listening, tellLauncher } from "./launcher.ts";
export { openLog } from "./log.ts";
export { refuseToStart } from "./refuse-to-start.ts";
export { stopOnce } from "./stop-once.ts";
export { programVersion } from "./version.ts";
