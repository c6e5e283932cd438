export { kafkaLogDriver } from './log-driver.kafka.js';
export { topicName, type KafkaLogConfig, type KafkaLogger, type KafkaTimes } from './settings.js';
