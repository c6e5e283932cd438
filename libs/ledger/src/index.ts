export * from './identity.js';
export * from './events.js';
export * from './log-driver.port.js';
