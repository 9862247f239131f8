// tf.device, tf.config: here everything is on the processor.

/** A place where tensors are and operations run. */
export interface PhysicalDevice {
  readonly name: string;
  readonly deviceType: "CPU";
}

/** tf.config */
export const config = {
  /** The devices there are, all or of a type: one, this processor. */
  listPhysicalDevices: (deviceType = "CPU"): readonly PhysicalDevice[] =>
    deviceType === "CPU" ? [{ name: "/physical_device:CPU:0", deviceType }] : [],
};

/** Calls `fn`, with its operations on a device: "/CPU:0", the only one. @throws RangeError for another. */
export function device<R>(name: string, fn: () => R): R {
  if (!/(^|[/:])cpu(:0)?$/i.test(name))
    throw new RangeError(`Could not satisfy device specification '${name}'. All available devices [/CPU:0].`);
  return fn();
}
