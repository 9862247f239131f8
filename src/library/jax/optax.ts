// optax: optimizers as pairs of pure functions, schedules, losses.

export * from "./optax/losses.ts";
export * from "./optax/optimizers.ts";
export * from "./optax/scaling.ts";
export * from "./optax/schedules.ts";
export {
  addDecayedWeights,
  applyUpdates,
  type CountState,
  chain,
  clip,
  clipByGlobalNorm,
  type EmptyState,
  type GradientTransformation,
  globalNorm,
  identity,
  incrementalUpdate,
  type Schedule,
  scale,
  scaleByLearningRate,
  scaleBySchedule,
  setToZero,
  stateless,
} from "./optax/transformation.ts";
