export { courtAccessKeyFileName, keyEncryptionKeyFileName, lmdbKeyRing, missingKeyFiles, slotsFileName } from './keyring.lmdb.js';
export { gateFileName } from './slot-directory.js';
