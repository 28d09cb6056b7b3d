import fc from 'fast-check';

// CI judges a landing by the same generated cases every time; everybody else gets fresh ones.
if (process.env.CI === 'true') fc.configureGlobal({ seed: 20_261_124 });
