declare
  n owa.vc_arr; v owa.vc_arr; page htp.htbuf_arr; k integer := 10;
begin
  n(1) := 'REQUEST_METHOD'; v(1) := 'GET';
  owa.init_cgi_env(1, n, v);
  owa_util.mime_header('text/plain', false, 'utf-8');
  htp.p('-');
  owa_util.mime_header(bclose_header => false);
  htp.p('a<b');
  htp.prn('x'); htp.prn(1);
  htp.p;
  htp.ps('<&"');
  htp.tableopen; htp.tablerowopen; htp.tabledata('cell', calign => 'right'); htp.tableheader('h'); htp.tablerowclose;
  htp.bold('b', 'class="x"');
  htp.anchor('http://x', 'y');
  htp.p(owa_util.get_cgi_env('request_method') || htf.escape_sc('<'));
  htp.showpage;
  --> Content-type: text/plain; charset=utf-8
  --> -
  --> Content-type: text/html
  --> a<b
  --> x1
  --> &lt;&amp;&quot;
  --> <TABLE >
  --> <TR>
  --> <TD ALIGN="right">cell</TD>
  --> <TH>h</TH>
  --> </TR>
  --> <B class="x">b</B>
  --> <A HREF="http://x">y</A>
  --> GET&lt;
  htp.p('line');
  htp.get_page(page, k);
  dbms_output.put_line(k || rtrim(page(1), chr(10))); --> 1line
end;
/
