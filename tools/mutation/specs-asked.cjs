// Of jest's specs only those that are asked: `by-spec.mjs` says which.
/** @param {readonly string[]} paths */
module.exports = (paths) => {
  const { SPECS_ASKED: asked } = process.env;
  return { filtered: asked === undefined ? paths : paths.filter((path) => path === asked) };
};
