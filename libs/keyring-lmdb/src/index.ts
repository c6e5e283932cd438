export { courtAccessKeyFileName, keyEncryptionKeyFileName, lmdbKeyRing, missingKeyFiles, slotsFileName } from './keyring.lmdb.js';
