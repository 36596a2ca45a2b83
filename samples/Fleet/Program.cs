using Fleet;
using Shared;

// The same program is the story and, with the verb "instance", each of the shops in it.
if (args is ["instance", .. var rest])
{
    await ShopInstance.RunAsync(InstanceArguments.Read(rest));
    return 0;
}

StoryArguments arguments = StoryArguments.Read(args);
using StopSignal stop = new();
try
{
    return await Story.TellAsync(arguments, stop.Token);
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 0;
}
