/** The same cases in each run, so that a red check is about the change; PROPERTY_SEED asks for others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_123) });
