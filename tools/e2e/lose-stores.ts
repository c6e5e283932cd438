import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { PROFILE, type System } from './system.js';

type Store = 'views' | 'states';

/** Stores that are built again from the ledger, lost alone and together: in the cluster profile only those that all services share. */
export const STORES: readonly (readonly [readonly Store[]])[] = PROFILE === 'cluster' ? [[['views']]] : [[['views']], [['states']], [['views', 'states']]];

/** Of a system that was stopped. */
export const lose = async ({ dataDir, env }: System, stores: readonly Store[]): Promise<void> => {
  if (PROFILE === 'cluster') await dropViews(env);
  else for (const store of stores) await rm(join(dataDir, store), { recursive: true });
};

const dropViews = async ({ MONGO_URL = '', NAMESPACE = '' }: System['env']): Promise<void> => {
  const connection = await mongoose.createConnection(MONGO_URL).asPromise();
  try {
    const views = (await connection.listCollections()).filter(({ name }) => name === `${NAMESPACE}-checkpoints` || (name.startsWith(`${NAMESPACE}-`) && name.includes('__v')));
    if (views.length === 0) throw new Error(`${NAMESPACE} has no views`);
    for (const { name } of views) await connection.dropCollection(name);
  } finally {
    await connection.close();
  }
};
