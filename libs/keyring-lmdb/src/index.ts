export { courtAccessKeyFileName, keyEncryptionKeyFileName, lmdbKeyRing } from './keyring.lmdb.js';
