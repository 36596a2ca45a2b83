using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Slo.Dashboard;

/// <summary>One file.</summary>
internal sealed class DashboardAsset
{
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    internal DashboardAsset(string name, byte[] content)
    {
        Name = name;
        Content = content;
        _brotli = new(() => Compress(content, stream => new BrotliStream(stream, CompressionLevel.Optimal)));
        _gzip = new(() => Compress(content, stream => new GZipStream(stream, CompressionLevel.Optimal)));
    }

    internal string Name { get; }

    internal byte[] Content { get; }

    private string ContentType => Path.GetExtension(Name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };

    internal async Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        var body = Content;
        if (Accepts(context.Request, "br"))
        {
            response.Headers.ContentEncoding = "br";
            body = _brotli.Value;
        }
        else if (Accepts(context.Request, "gzip"))
        {
            response.Headers.ContentEncoding = "gzip";
            body = _gzip.Value;
        }

        AddVary(response.Headers);
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    // Beside what a middleware of the app has put there, for example its Origin.
    private static void AddVary(IHeaderDictionary headers)
    {
        if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(HeaderNames.AcceptEncoding, StringComparer.OrdinalIgnoreCase))
        {
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        }
    }

    private static bool Accepts(HttpRequest request, string encoding) => request.GetTypedHeaders().AcceptEncoding
        .Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);

    private static byte[] Compress(byte[] content, Func<Stream, Stream> compressor)
    {
        using MemoryStream buffer = new();
        using (Stream stream = compressor(buffer))
        {
            stream.Write(content);
        }

        return buffer.ToArray();
    }
}
