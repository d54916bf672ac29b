/** By which Windows knows whose a notification is: electron-builder.yml's `appId`, which a test holds to it. */
export const APP_ID = 'com.hoist.desktop';
