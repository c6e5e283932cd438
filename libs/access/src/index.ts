export { authorize, isCertified, type AuthorizationRequest, type Right } from './authorize.js';
export { hasAccess } from './has-access.js';
export { addressees, judgeDestinations, type DestinationFault } from './destinations.js';
export { Directory, type ControlEvent } from './directory.js';
export { sessionIsOpen, SESSION_IDLE_MS_MAX, SESSION_MS_MAX } from './session.js';
export { mayBeShown, seesMissingPersonsOnly } from './disclosure.js';
export { untold } from './told-agencies.js';
export { recipientsOf, type Recipients, type Sender } from './recipients.js';
