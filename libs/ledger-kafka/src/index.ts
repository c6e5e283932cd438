export { kafkaLogDriver } from './log-driver.kafka.js';
export { topicName, tunedTimes, type KafkaLogConfig, type KafkaTimes } from './settings.js';
