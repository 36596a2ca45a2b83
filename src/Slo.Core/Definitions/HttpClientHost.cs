using System.Globalization;
using System.Net;

namespace Slo.Definitions;

/// <summary>The tags that HttpClient gives to the measurements of one host.</summary>
internal static class HttpClientHost
{
    private const string Address = "server.address";

    /// <summary>Counts only calls of the host; what is neither a host nor an address is an error, because no call would match.</summary>
    internal static InstrumentIndicatorBuilder Where(InstrumentIndicatorBuilder calls, string? host)
    {
        var isPattern = host is not null && (host.StartsWith('!') || host.EndsWith('*')) && host.AsSpan().IndexOfAny(":/ ") < 0;
        if (isPattern || IPAddress.TryParse(host, out IPAddress? address) && address.ToString() == host)
        {
            return calls.Where(Address, host!);
        }

        var isUrl = host?.Contains("://", StringComparison.Ordinal) == true;
        if (!Uri.TryCreate(isUrl ? host : $"http://{host}", UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0 || url.PathAndQuery != "/" || url.Fragment.Length > 0 || host!.EndsWith(':'))
        {
            return calls.Refuse(SloFinding.Error(
                SloFindingCodes.InvalidName, $"host '{SloText.OneLine(host, 61)}': must be the host that is called, without a path: "
                + "payments.internal, payments.internal:8443 or https://payments.internal", "host"));
        }

        // As HttpClient writes it: in lower case, and in ASCII.
        calls = calls.Where(Address, url.IdnHost);
        return isUrl || host.LastIndexOf(':') > host.LastIndexOf(']')
            ? calls.Where("server.port", url.Port.ToString(CultureInfo.InvariantCulture))
            : calls;
    }
}
