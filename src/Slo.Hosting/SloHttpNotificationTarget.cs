using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slo.Hosting.Notifications.Http;

namespace Slo;

/// <summary>
/// A notification target that receives HTTP requests. Derive from it for a protocol of your own, and override <see cref="CreateContent"/>.
/// Addresses are restricted, requests are signed, and answers are evaluated as for all HTTP targets (docs/notifications.md).
/// </summary>
/// <remarks>Address, headers and signing secret are secrets: they appear in no log, message, metric or exception.</remarks>
public abstract class SloHttpNotificationTarget : SloNotificationTarget
{
    private const int MinimumSecret = 16;

    /// <summary>The absolute address; for Alertmanager its base address, to which <c>/api/v2/alerts</c> is added.</summary>
    public Uri? Url { get; set; }

    /// <summary>Headers of every request, for example <c>Authorization</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A secret of at least 16 characters. If it is set, each request has the header <c>Slo-Signature: t=seconds,v1=hex</c> with
    /// the HMAC-SHA256 of <c>seconds.body</c> (<see cref="SloRequestSignature"/>).</summary>
    public string? SigningSecret { get; set; }

    /// <summary>Whether <c>http</c> to other machines is allowed; to the same machine it always is. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>The addresses to which connections are allowed. Default <see cref="SloNotificationAddresses.NoLinkLocal"/>.</summary>
    public SloNotificationAddresses Addresses { get; set; }

    /// <summary>The address of the requests. Default: <see cref="Url"/>.</summary>
    protected internal virtual Uri? Address => Url;

    /// <inheritdoc/>
    protected internal override string Receiver => Address?.OriginalString ?? "";

    /// <inheritdoc/>
    public sealed override Task<SloNotificationResult> SendAsync(SloNotificationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return HttpNotificationSender.SendAsync(this, batch, cancellationToken);
    }

    /// <summary>Creates the request, to which the headers and the signature are added. Default: a <c>POST</c> of
    /// <see cref="CreateContent"/> to <see cref="Address"/>.</summary>
    /// <param name="batch">The notifications.</param>
    protected internal virtual HttpRequestMessage CreateRequest(SloNotificationBatch batch) =>
        new(HttpMethod.Post, Address) { Content = CreateContent(batch) };

    /// <summary>Creates the body of a request, with its content type.</summary>
    /// <param name="batch">The notifications: one, or up to <see cref="SloNotificationTarget.BatchSize"/>.</param>
    protected internal abstract HttpContent CreateContent(SloNotificationBatch batch);

    /// <summary>Creates a body of JSON in UTF-8.</summary>
    /// <param name="document">The value to serialize.</param>
    /// <param name="type">Its metadata, from a generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
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
