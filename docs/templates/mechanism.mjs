// A causal mechanism of your own: the same noise gives an outcome under p and under q.
// Use it:  couplet evaluate log.csv --mdp mdp.json --policy target.json --mechanism ./mechanism.mjs --draws 2000
// Test it: couplet check ./mechanism.mjs

/** @type {import('couplet').Mechanism} */
export default {
  name: 'reversed-cdf',
  // One function serves every p: a structural causal model.
  implicit: true,
  // Uniforms on (0, 1) that `outcome` takes; a function of the number of outcomes where it depends on it.
  noiseDimension: 1,
  // A position in p, never one of probability 0. With `coupling(p, q)` or `counterfactual(p, q, x)` too, all is exact.
  outcome(p, [u]) {
    let left = u;
    for (let x = p.length - 1; x > 0; x--) {
      left -= p[x];
      if (left < 0) return x;
    }
    // Rounding must not lead to what cannot be.
    return p.findIndex((chance) => chance > 0);
  },
};
