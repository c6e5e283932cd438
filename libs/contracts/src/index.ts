export * from './control.messages.js';
export * from './exchange.messages.js';
export * from './inquiry.messages.js';
export * from './journal.messages.js';
export * from './ledgers.js';
export * from './messaging.messages.js';
export * from './reply.js';
export * from './service.messages.js';
