using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>A client of the runtime API. It sends one command on each connection, which HAProxy closes after the answer.</summary>
internal static class RuntimeApi
{
    /// <summary>The maximum size of an answer in bytes, enough for thousands of servers in a backend.</summary>
    internal const int LargestAnswer = 4 * 1024 * 1024;

    private const int LongestMessage = 200;

    // Bits of srv_admin_state that the runtime API or "disabled" in the configuration sets. Other bits are inherited from other servers.
    private const int Maintenance = 0x05;
    private const int Drain = 0x08;

    // Values of srv_op_state. A server in slow start takes requests too.
    private const int Starting = 1;
    private const int Running = 2;

    /// <summary>Reads a server.</summary>
    /// <exception cref="RuntimeApiException">HAProxy cannot be reached, or there is no such server.</exception>
    internal static async Task<ServerState> ReadAsync(Uri address, string backend, string server, CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(address, $"show servers state {backend}", cancellationToken).ConfigureAwait(false);
        string[] lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal)) is not { } head)
        {
            throw answer.StartsWith("Can't find backend", StringComparison.Ordinal)
                ? new RuntimeApiException($"there is no backend '{backend}'; write one that HAProxy has", true) { Setting = "Backend" }
                : new RuntimeApiException($"does not answer like HAProxy: {Shown(answer)}", true) { Setting = "Address" };
        }

        var columns = head[2..].Split(' ');
        string[][] rows = [.. lines.Select(line => line.Split(' ')).Where(cells => cells.Length == columns.Length)];
        return Array.Find(rows, cells => Cell(cells, "srv_name") == server && Cell(cells, "be_name") == backend) is { } row
            ? new(
                State(Number(row, "srv_admin_state")), Number(row, "srv_uweight"), Number(row, "srv_iweight"),
                Array.Exists(rows, other => other != row && Cell(other, "be_name") == backend && TakesRequests(other)))
            : throw new RuntimeApiException($"there is no server '{server}' in backend '{backend}'; write one of {Names()}", true)
            {
                Setting = "Server",
            };

        string Cell(string[] cells, string column) => Array.IndexOf(columns, column) is >= 0 and var index ? cells[index] : "";
        int Number(string[] cells, string column) => int.TryParse(Cell(cells, column), CultureInfo.InvariantCulture, out var number)
            ? number : throw new RuntimeApiException($"says nothing of {column} of a server", true) { Setting = "Address" };
        bool TakesRequests(string[] cells) => Cell(cells, "srv_uweight") != "0" && Number(cells, "srv_admin_state") == 0
            && Number(cells, "srv_op_state") is Starting or Running;
        string Names() => Shown(string.Join(", ", rows.Select(cells => Cell(cells, "srv_name"))));
    }

    /// <summary>Whether the socket allows commands that change servers.</summary>
    internal static async Task<bool> IsAdminAsync(Uri address, CancellationToken cancellationToken) =>
        (await QueryAsync(address, "show cli level", cancellationToken).ConfigureAwait(false)).Trim() == "admin";

    /// <summary>Executes a command that changes a server.</summary>
    /// <exception cref="RuntimeApiException">HAProxy cannot be reached, or rejected the command.</exception>
    /// <exception cref="IOException">It is not known whether the command was executed.</exception>
    internal static async Task SetAsync(Uri address, string command, CancellationToken cancellationToken)
    {
        using Socket socket = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        string answer;
        try
        {
            answer = await AskAsync(socket, command, cancellationToken).ConfigureAwait(false);
        }
        catch (RuntimeApiException exception)
        {
            throw new IOException("HAProxy was asked, and its answer cannot be read.", exception);
        }

        // HAProxy answers a successful command with an empty line. An empty response means that there was no answer.
        if (answer.Length == 0)
        {
            throw new IOException("HAProxy closed the connection without an answer.");
        }

        if (answer.Trim() is { Length: > 0 } message)
        {
            throw new RuntimeApiException($"HAProxy refused: {Shown(message)}", true);
        }
    }

    private static async Task<string> QueryAsync(Uri address, string command, CancellationToken cancellationToken)
    {
        using Socket socket = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await AskAsync(socket, command, cancellationToken).ConfigureAwait(false);
            return answer.Length > 0 ? answer : throw new RuntimeApiException("no answer", false);
        }
        catch (IOException)
        {
            throw new RuntimeApiException("the connection ended before the answer", false);
        }
    }

    private static async Task<Socket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var isUnix = address.Scheme == "unix";
        Socket socket = isUnix
            ? new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            EndPoint end = isUnix ? new UnixDomainSocketEndPoint(address.LocalPath) : new DnsEndPoint(address.DnsSafeHost, address.Port);
            await socket.ConnectAsync(end, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new RuntimeApiException($"no connection ({exception.SocketErrorCode})", false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> AskAsync(Socket socket, string command, CancellationToken cancellationToken)
    {
        try
        {
            using NetworkStream stream = new(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"), cancellationToken).ConfigureAwait(false);
            return await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new IOException("The connection to HAProxy ended.", exception);
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using MemoryStream answer = new();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            if (answer.Length + read > LargestAnswer)
            {
                throw new RuntimeApiException($"answered with more than {LargestAnswer / 1024 / 1024} MB", true) { Setting = "Address" };
            }

            answer.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }

    private static string State(int bits) => (bits & Maintenance) != 0 ? "maint" : (bits & Drain) != 0 ? "drain" : "ready";

    private static string Shown(string text) => SloText.OneLine(text.Trim(), LongestMessage);
}
