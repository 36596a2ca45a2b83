using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Slo.Hosting.Reactions.Actions.Webhook;

namespace Slo;

/// <summary>
/// Sends an HTTP request with a custom body. Addresses are restricted as for notifications. Each request has the header
/// <c>Idempotency-Key</c> with <see cref="SloReactionRequest.Key"/> (docs/actions.md).
/// </summary>
/// <remarks>Addresses, headers and the token are secrets: they appear in no log, message, metric or exception.</remarks>
public sealed class WebhookAction : SloReactionAction
{
    /// <summary>The name of what the requests change, for example <c>feature/recommendations</c>; at most 100 characters. Two reactions
    /// must not change the same resource. Default: <c>webhook</c> and a hash of address and body, because these may be secrets.</summary>
    public string? ResourceName { get; set; }

    /// <summary>The absolute address, <c>https</c> or, if allowed (<see cref="AllowHttp"/>), <c>http</c>. Required.</summary>
    public Uri? Url { get; set; }

    /// <summary><c>POST</c> (the default), <c>PUT</c> or <c>PATCH</c>.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>The body, with placeholders such as <c>{reason}</c>. Default: a JSON object with all placeholders.</summary>
    public string Body { get; set; } = BodyTemplate.Default;

    /// <summary>The media type of the bodies, which decides how values are escaped: JSON (the default), <c>text/plain</c> or
    /// <c>application/x-www-form-urlencoded</c>.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>Headers of every request.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sent as <c>Authorization: Bearer …</c>.</summary>
    public string? BearerToken { get; set; }

    /// <summary>The address of the undo. Default: <see cref="Url"/> if <see cref="UndoBody"/> is set; otherwise the action cannot be
    /// undone.</summary>
    public Uri? UndoUrl { get; set; }

    /// <summary>The body of the undo. Default: <see cref="Body"/> if <see cref="UndoUrl"/> is set; the placeholder <c>{action}</c> is then
    /// <c>undo</c>.</summary>
    public string? UndoBody { get; set; }

    /// <summary>Whether the receiver carries out a repeated request only once, for example by its <c>Idempotency-Key</c>. Then requests
    /// with an unknown result are repeated. Default false.</summary>
    public bool Idempotent { get; set; }

    /// <summary>Whether <c>http</c> to other machines is allowed; to the same machine it always is. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>The addresses to which connections are allowed. Default <see cref="SloNotificationAddresses.NoLinkLocal"/>.</summary>
    public SloNotificationAddresses Addresses { get; set; }

    /// <inheritdoc/>
    public override string Resource => ResourceName ?? $"webhook {Hash()}";

    /// <inheritdoc/>
    protected internal override bool CanUndo => UndoUrl is not null || UndoBody is not null;

    /// <inheritdoc/>
    protected internal override bool IsIdempotent => Idempotent;

    /// <summary>Whether the request of the undo is the same as that of the change, so that it would make the change again.</summary>
    internal bool UndoIsTheChange =>
        CanUndo && (UndoUrl ?? Url) == Url && (UndoBody ?? Body) == Body && !BodyTemplate.TellsUndo(Body);

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">It is not known whether the request was carried out.</exception>
    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        SendAsync(Url!, Body, "apply", request, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Without <see cref="UndoUrl"/> and <see cref="UndoBody"/> nothing is sent, and the undo fails.</remarks>
    /// <exception cref="HttpRequestException">It is not known whether the request was carried out.</exception>
    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        !CanUndo ? Task.FromResult(SloReactionResult.Failed("there is no undo"))
        : UndoIsTheChange ? Task.FromResult(SloReactionResult.Failed("there is no undo: its request is that of the change"))
        : SendAsync(UndoUrl ?? Url!, UndoBody ?? Body, "undo", request, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() =>
        ResourceName is null ? $"send a {Method} request" : $"send a {Method} request to change {ResourceName}";

    /// <inheritdoc/>
    protected internal override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Text(nameof(ResourceName), ResourceName, value => ResourceName = value);
        settings.Address(nameof(Url), Url, value => Url = value);
        settings.Text(nameof(Method), Method, value => Method = value);
        settings.Text(nameof(Body), Body, value => Body = value);
        settings.Text(nameof(ContentType), ContentType, value => ContentType = value);
        settings.Texts(nameof(Headers), Headers);
        settings.Text(nameof(BearerToken), BearerToken, value => BearerToken = value);
        settings.Address(nameof(UndoUrl), UndoUrl, value => UndoUrl = value);
        settings.Text(nameof(UndoBody), UndoBody, value => UndoBody = value);
        settings.Flag(nameof(Idempotent), Idempotent, value => Idempotent = value);
        settings.Flag(nameof(AllowHttp), AllowHttp, value => AllowHttp = value);
        settings.Word(nameof(Addresses), Addresses, value => Addresses = value);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> GetFaults() => WebhookFaults.Of(this);

    private string Hash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Method} {Url?.OriginalString} {Body}")).AsSpan(0, 4));

    private async Task<SloReactionResult> SendAsync(
        Uri address, string body, string action, SloReactionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using HttpRequestMessage message = new(new HttpMethod(Method), address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(new BodyTemplate(body, ContentType).Fill(request, action))),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType, "utf-8");
        message.Headers.TryAddWithoutValidation("User-Agent", "Slo");
        message.Headers.TryAddWithoutValidation(WebhookFaults.KeyHeader, request.Key);
        if (BearerToken is { } token)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach ((var name, var value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return await WebhookSender.SendAsync(message, Addresses, cancellationToken).ConfigureAwait(false);
    }
}
