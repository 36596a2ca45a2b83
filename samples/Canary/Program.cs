using Canary;
using Shared;

// The program starts all processes. With the verb "app" it is one of the two versions of the shop, with "proxy" the
// YARP in front of them.
try
{
    if (args is ["app", .. var rest])
    {
        await ShopApp.RunAsync(AppArguments.Read(rest));
        return 0;
    }

    if (args is ["proxy", .. var own])
    {
        await ProxyApp.RunAsync(ProxyArguments.Read(own));
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
}
catch (Exception exception) when (exception is ArgumentException or MissingProgramException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
catch (Exception exception) when (exception is TimeoutException or InvalidOperationException or HttpRequestException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
