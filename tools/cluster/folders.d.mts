type Environment = Readonly<Record<string, string | undefined>>;
export function clusterFoldersThere(env: Environment): Readonly<{ KEY_DIR?: string; SEAL_DIR?: string }>;
export function clusterFolders(env: Environment): Readonly<{ KEY_DIR: string; SEAL_DIR: string }>;
