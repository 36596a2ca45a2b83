using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slo.Hosting.Tests.Reactions.Actions.HaProxy;

/// <summary>Stands where HAProxy should, and answers as told: what a real one does only by accident.</summary>
internal sealed class RuntimeApiStub : IDisposable
{
    internal const string Servers = """
        1
        # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight
        3 shop 1 stable 127.0.0.1 2 0 90 90
        3 shop 2 canary 127.0.0.1 2 0 10 10

        """;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly Func<string, NetworkStream, Task> _answer;

    /// <param name="answer">Called with each command; the connection ends with it.</param>
    internal RuntimeApiStub(Func<string, NetworkStream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    internal Uri Address => new($"tcp://{_listener.LocalEndpoint}");

    internal IReadOnlyList<string> Commands => [.. _commands];

    internal static Task SayAsync(NetworkStream stream, string answer) => stream.WriteAsync(Encoding.ASCII.GetBytes(answer)).AsTask();

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync();
            _ = AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            using StreamReader reader = new(stream);
            var command = await reader.ReadLineAsync() ?? "";
            _commands.Enqueue(command);
            try
            {
                await _answer(command, stream);
            }
            catch (IOException)
            {
                // Who asked did not want to hear all of it.
            }
        }
    }
}
