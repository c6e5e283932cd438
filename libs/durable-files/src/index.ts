export { syncFolder, syncFolderNow, writeOnce } from './durable-files.js';
