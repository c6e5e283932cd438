/** Brings dist/ in step with what was compiled and installed. To be called after the build. */
export declare const bundle: () => Promise<void>;
/** The program of a service, or of all of them. */
export declare const programOf: (app: string) => string;
