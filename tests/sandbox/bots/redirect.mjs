// Preloaded with `node --import`: the library knows DingTalk by two fixed addresses.
import axios from "axios";

axios.interceptors.request.use((request) => {
  const url = request.url.replace(/^https:\/\/o?api\.dingtalk\.com/, process.env.DINGTALK_OPENAPI_ENDPOINT);
  return { ...request, url };
});
