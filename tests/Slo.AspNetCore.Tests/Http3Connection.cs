using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Text;

namespace Slo.AspNetCore.Tests;

/// <summary>A connection that speaks as much HTTP/3 as it takes to end it, or a stream of it, in ways that no <see cref="HttpClient"/> does.</summary>
internal sealed class Http3Connection : IAsyncDisposable
{
    internal const long NoError = 0x100;
    internal const long RequestCancelled = 0x10c;

    private const int AnnouncedLength = 1000;

    // Frames of HTTP/3: type, length, content. Fields with a name, or with name and value, of the static table of QPACK.
    private const byte DataFrame = 0x00;
    private const byte HeadersFrame = 0x01;
    private const byte SettingsFrame = 0x04;
    private const byte ControlStream = 0x00;
    private const byte Indexed = 0xC0;
    private const byte Named = 0x50;
    private const byte Authority = 0;
    private const byte Path = 1;
    private const byte ContentLength = 4;
    private const byte MethodGet = 17;
    private const byte MethodPost = 20;
    private const byte SchemeHttps = 23;

    private readonly QuicConnection _connection;
    private QuicStream? _control;

    private Http3Connection(QuicConnection connection) => _connection = connection;

    internal static async Task<Http3Connection> OpenAsync(int port, CancellationToken cancel)
    {
        SslClientAuthenticationOptions tls = Http3.NewClientOptions();
        tls.ApplicationProtocols = [SslApplicationProtocol.Http3];
        Http3Connection connection = new(await QuicConnection.ConnectAsync(
            new QuicClientConnectionOptions
            {
                RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port),
                DefaultStreamErrorCode = RequestCancelled,
                DefaultCloseErrorCode = NoError,
                MaxInboundUnidirectionalStreams = 3,
                ClientAuthenticationOptions = tls,
            },
            cancel));
        connection._control = await connection._connection.OpenOutboundStreamAsync(QuicStreamType.Unidirectional, cancel);
        await connection._control.WriteAsync(new byte[] { ControlStream, SettingsFrame, 0 }, cancel);
        return connection;
    }

    /// <summary>Sends a request.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="body">The beginning of a body of <see cref="AnnouncedLength"/> bytes; empty: a GET, which is complete.</param>
    /// <param name="cancel">Of the test.</param>
    internal async Task<QuicStream> SendAsync(string path, byte[] body, CancellationToken cancel)
    {
        var isUpload = body.Length > 0;
        List<byte> fields = [0, 0, Indexed | SchemeHttps, (byte)(Indexed | (isUpload ? MethodPost : MethodGet))];
        AddField(fields, Authority, "localhost");
        AddField(fields, Path, path);
        if (isUpload)
        {
            AddField(fields, ContentLength, $"{AnnouncedLength}");
        }

        List<byte> frames = [HeadersFrame, (byte)fields.Count, .. fields];
        if (isUpload)
        {
            frames.AddRange([DataFrame, (byte)body.Length, .. body]);
        }

        QuicStream stream = await _connection.OpenOutboundStreamAsync(QuicStreamType.Bidirectional, cancel);
        await stream.WriteAsync(frames.ToArray(), completeWrites: !isUpload, cancel);
        return stream;
    }

    internal ValueTask CloseAsync(long errorCode) => _connection.CloseAsync(errorCode);

    public async ValueTask DisposeAsync()
    {
        if (_control is not null)
        {
            await _control.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private static void AddField(List<byte> fields, byte name, string value) =>
        fields.AddRange([(byte)(Named | name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)]);
}
