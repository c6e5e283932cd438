export { vehicleRules } from './domain/vehicle.rules.js';
