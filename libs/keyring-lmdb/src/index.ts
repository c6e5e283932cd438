export { courtAccessKeyFileName, keyEncryptionKeyFileName, lmdbKeyRing, missingKeyFiles } from './keyring.lmdb.js';
