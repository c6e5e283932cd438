/** Seals and the seal key in files. */
export { fileSeals, sealsFile } from './seals.files.js';
export { loadOrMakeSealKey, privateKeyFile, publicKeyFile } from './seal-key.files.js';
