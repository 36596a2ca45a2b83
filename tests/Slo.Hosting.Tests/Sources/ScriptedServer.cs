namespace Slo.Hosting.Tests.Sources;

/// <summary>The innermost handler of a client: answers each attempt as told, and counts the attempts.</summary>
internal sealed class ScriptedServer(Func<int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _attempts;

    internal int Attempts => _attempts;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answer(Interlocked.Increment(ref _attempts), cancellationToken);
}
