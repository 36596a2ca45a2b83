using Microsoft.Extensions.Time.Testing;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Lets time pass on each call, and says when it was sent.</summary>
internal sealed class PassingTime(FakeTimeProvider time, TimeSpan takes, Action? sent) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        time.Advance(takes);
        Task<HttpResponseMessage> answer = base.SendAsync(request, cancellationToken);
        sent?.Invoke();
        return answer;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        time.Advance(takes);
        return base.Send(request, cancellationToken);
    }
}
