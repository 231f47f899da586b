import fc from 'fast-check';
import './matchers.js';

// The same cases on every run: a red build is then about the change, and a seed in its output reproduces it.
fc.configureGlobal({ seed: 20_261_123 });
