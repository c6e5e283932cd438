/** Which verbs a path knows. Patterns hold a parameter as `:name`, one part of the path. */
export type KnownRoutes = Readonly<{
  add(pattern: string, methods: string | readonly string[]): void;
  /** In the order of their adding, each once; none when no pattern fits. `url` may carry a query. */
  methodsOf(url: string): readonly string[];
}>;

const PARAMETER = /^:[A-Za-z]+$/;
const partsOf = (path: string): readonly string[] => path.split('/');

const fits = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length && pattern.every((part, n) => part === path[n] || (PARAMETER.test(part) && path[n] !== ''));

export const knownRoutes = (): KnownRoutes => {
  const routes: (readonly [pattern: readonly string[], methods: readonly string[]])[] = [];
  return {
    add: (pattern, methods) => void routes.push([partsOf(pattern), [methods].flat()]),
    methodsOf: (url) => {
      const [path = ''] = url.split('?');
      const parts = partsOf(path);
      return [...new Set(routes.filter(([pattern]) => fits(pattern, parts)).flatMap(([, methods]) => methods))];
    },
  };
};
