throw new Error('this preload does not load');
