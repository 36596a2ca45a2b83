using System.Text;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>A protocol of the app whose resolves go to another address, or wherever a test sends them.</summary>
internal sealed class ClosingTarget : SloHttpNotificationTarget
{
    internal Uri? Elsewhere { get; set; }

    protected internal override HttpRequestMessage CreateRequest(SloNotificationBatch batch)
    {
        HttpRequestMessage request = base.CreateRequest(batch);
        if (batch.Notifications[0].IsResolved)
        {
            request.Method = HttpMethod.Put;
            request.RequestUri = Elsewhere ?? new Uri(Address!, $"/{Uri.EscapeDataString(batch.Notifications[0].Key)}/close");
        }

        return request;
    }

    protected internal override HttpContent CreateContent(SloNotificationBatch batch) => new StringContent(batch.Notifications[0].Title, Encoding.UTF8, "text/plain");
}
