using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slo.Hosting.Notifications.Http;

namespace Slo;

/// <summary>
/// A target that takes HTTP requests. Derive from it for a protocol of your own, and say in <see cref="CreateContent"/> what is posted;
/// addresses are guarded, requests signed, and answers judged as for all others (docs/notifications.md).
/// </summary>
/// <remarks>Address, headers and signing secret are secrets: they appear in no log, message, metric or exception.</remarks>
public abstract class SloHttpNotificationTarget : SloNotificationTarget
{
    private const int MinimumSecret = 16;

    /// <summary>Where to: absolute; for Alertmanager its base address, to which <c>/api/v2/alerts</c> is added.</summary>
    public Uri? Url { get; set; }

    /// <summary>Headers of every request, for example <c>Authorization</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>With a secret of 16 characters and more, each request carries <c>Slo-Signature: t=seconds,v1=hex</c>: HMAC-SHA256 of
    /// <c>seconds.body</c>.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>Allows <c>http</c> to other machines; to this one it always is. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>To which addresses may be connected. Default <see cref="SloNotificationAddresses.NoLinkLocal"/>.</summary>
    public SloNotificationAddresses Addresses { get; set; }

    /// <summary>Where the requests go. Default: <see cref="Url"/>.</summary>
    protected internal virtual Uri? Address => Url;

    /// <inheritdoc/>
    protected internal override string Receiver => Address?.OriginalString ?? "";

    /// <inheritdoc/>
    public sealed override Task<SloNotificationResult> SendAsync(SloNotificationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return HttpNotificationSender.SendAsync(this, batch, cancellationToken);
    }

    /// <summary>The request, to which the headers and the signature are added. Default: a <c>POST</c> of <see cref="CreateContent"/> to
    /// <see cref="Address"/>.</summary>
    /// <param name="batch">What to say.</param>
    protected internal virtual HttpRequestMessage CreateRequest(SloNotificationBatch batch) =>
        new(HttpMethod.Post, Address) { Content = CreateContent(batch) };

    /// <summary>The body of a request, with its content type.</summary>
    /// <param name="batch">What to say; one notification unless <see cref="SloNotificationTarget.BatchSize"/> says otherwise.</param>
    protected internal abstract HttpContent CreateContent(SloNotificationBatch batch);

    /// <summary>A body of JSON in UTF-8.</summary>
    /// <param name="document">What is written.</param>
    /// <param name="type">How, from a generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <param name="mediaType">The media type.</param>
    protected static HttpContent CreateJson<T>(T document, JsonTypeInfo<T> type, string mediaType = "application/json")
    {
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(document, type));
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType, "utf-8");
        return content;
    }

    /// <inheritdoc/>
    protected internal override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Address(nameof(Url), Url, value => Url = value);
        settings.Texts(nameof(Headers), Headers);
        settings.Text(nameof(SigningSecret), SigningSecret, value => SigningSecret = value);
        settings.Flag(nameof(AllowHttp), AllowHttp, value => AllowHttp = value);
        settings.Word(nameof(Addresses), Addresses, value => Addresses = value);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> GetFaults()
    {
        if (RequestFaults.OfAddress(Address, AllowHttp) is { } fault)
        {
            yield return $"{nameof(Url)}: {fault}";
        }

        if (SigningSecret is { Length: < MinimumSecret })
        {
            yield return $"{nameof(SigningSecret)}: must have {MinimumSecret} characters or more (the value is a secret and not shown)";
        }

        foreach (var name in RequestFaults.OfHeaders(Headers))
        {
            yield return $"{nameof(Headers)}:{name}: cannot be set, or its value has line breaks or other control characters "
                + "(it is a secret and not shown)";
        }
    }
}
