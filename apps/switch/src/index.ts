export { createHttpApplication } from './http.js';
export { SwitchModule } from './switch.module.js';
