export { kafkaLogDriver } from './log-driver.kafka.js';
export { topicName, tunedTimes, type KafkaLogConfig, type KafkaLogger, type KafkaTimes } from './settings.js';
