/** Ownership by heartbeats in Redis. */
export { redisOwnership, type RedisOwnershipOptions } from './ownership.redis.js';
