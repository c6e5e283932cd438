export { courtAccessKeyFileName, keyEncryptionKeyFileName, lmdbKeyRing, slotsFileName } from './keyring.lmdb.js';
