export { MissingPersonsModule } from './missing-persons.module.js';
