// tf.keras.layers

export * from "./basic-layers.ts";
export {
  AveragePooling2D,
  AveragePooling2D as AvgPool2D,
  Conv2D,
  GlobalAveragePooling2D,
  GlobalAveragePooling2D as GlobalAvgPool2D,
  MaxPool2D,
  MaxPool2D as MaxPooling2D,
} from "./image-layers.ts";
export { type CallOptions, Layer } from "./layer.ts";
export { BatchNormalization, LayerNormalization } from "./normalization.ts";
export { GRU, LSTM, SimpleRNN } from "./recurrent.ts";
export { GRUCell, LSTMCell, SimpleRNNCell } from "./recurrent-cells.ts";
