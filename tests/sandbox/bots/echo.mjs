// A bot made with DingTalk's own stream library for Node, unmodified, in the way its samples show.
// `node --import ./redirect.mjs echo.mjs CLIENT_ID CLIENT_SECRET`
import { DWClient, EventAck, TOPIC_CARD, TOPIC_ROBOT } from "dingtalk-stream";

const [clientId, clientSecret] = process.argv.slice(2);
const client = new DWClient({ clientId, clientSecret, keepAlive: true });

const post = (url, body, headers = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

async function showCard(message) {
  const button = { text: "Go", color: "blue", id: "go", request: true };
  await post(
    `${process.env.DINGTALK_OPENAPI_ENDPOINT}/v1.0/card/instances/createAndDeliver`,
    {
      cardTemplateId: "382e4302-551d-4880-bf29-a30acfab2e71.schema",
      outTrackId: `card-${message.msgId}`,
      callbackType: "STREAM",
      cardData: {
        cardParamMap: {
          msgTitle: "Title",
          msgContent: "whole",
          flowStatus: "3",
          sys_full_json_obj: JSON.stringify({ msgButtons: [button] }),
        },
      },
      openSpaceId: `dtv1.card//IM_GROUP.${message.conversationId}`,
      imGroupOpenDeliverModel: { robotCode: message.robotCode },
    },
    { "x-acs-dingtalk-access-token": await client.getAccessToken() },
  );
}

client
  .registerAllEventListener(() => ({ status: EventAck.SUCCESS }))
  .registerCallbackListener(TOPIC_ROBOT, async ({ headers, data }) => {
    const message = JSON.parse(data);
    const text = message.text.content.trim();
    if (text === "card") {
      await showCard(message);
    } else {
      const echo = { msgtype: "text", text: { content: `echo: ${text}` } };
      await post(message.sessionWebhook, echo);
    }
    client.socketCallBackResponse(headers.messageId, null);
  })
  .registerCallbackListener(TOPIC_CARD, ({ headers, data }) => {
    const pressed = JSON.parse(data);
    const action = JSON.parse(pressed.content).cardPrivateData.actionIds[0];
    client.socketCallBackResponse(headers.messageId, {
      cardUpdateOptions: { updateCardDataByKey: true },
      cardData: { cardParamMap: { msgTitle: `pressed ${action} by ${pressed.userId}` } },
    });
  });

await client.connect();
