// zod compiles its checks with `new Function` where it may. Our content security policy forbids that, and even the
// probe that zod catches is reported as a violation, so it is told before the first schema is made.
// This is where `z.config({ jitless: true })` keeps its setting.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
